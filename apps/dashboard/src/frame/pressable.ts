/**
 * React Aria adds a style element to every document that has none of this id; the policy for content would refuse it. What
 * it says stands in styles/page.css.
 */
export function keepStylesInFiles(): void {
  const instead = document.createElement('meta');
  instead.id = 'react-aria-pressable-style';
  document.head.append(instead);
}
