import type { ReactNode } from 'react';

/** Drawn beside words, never in their place. */
function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const SearchIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.5" />
    <path d="m10.5 10.5 3.5 3.5" />
  </Icon>
);
export const ClockIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="6" />
    <path d="M8 4.5V8l2.5 1.5" />
  </Icon>
);
export const PersonIcon = () => (
  <Icon>
    <circle cx="8" cy="5" r="2.75" />
    <path d="M2.5 14c.5-3 2.6-4.5 5.5-4.5s5 1.5 5.5 4.5" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="m4 4 8 8M12 4l-8 8" />
  </Icon>
);
export const CheckIcon = () => (
  <Icon>
    <path d="m3 8.5 3.5 3.5L13 4.5" />
  </Icon>
);
export const CrossIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="6" />
    <path d="m5.75 5.75 4.5 4.5m0-4.5-4.5 4.5" />
  </Icon>
);
export const WarningIcon = () => (
  <Icon>
    <path d="M8 2 14.5 13.5h-13L8 2ZM8 6.5v3.25M8 11.75v.01" />
  </Icon>
);
export const UpIcon = () => (
  <Icon>
    <path d="M8 13V3.5M4 7l4-4 4 4" />
  </Icon>
);
export const DownIcon = () => (
  <Icon>
    <path d="M8 3v9.500M4 9l4 4 4-4" />
  </Icon>
);
export const LeftIcon = () => (
  <Icon>
    <path d="M10 3.500 5.500 8l4.500 4.500" />
  </Icon>
);
export const RightIcon = () => (
  <Icon>
    <path d="M6 3.500 10.500 8 6 12.500" />
  </Icon>
);
export const CalendarIcon = () => (
  <Icon>
    <path d="M2.500 4h11v9.500h-11zM2.500 7h11M5.500 2v3M10.500 2v3" />
  </Icon>
);
export const MenuIcon = () => (
  <Icon>
    <path d="M2.500 4h11M2.500 8h11M2.500 12h11" />
  </Icon>
);
export const PlusIcon = () => (
  <Icon>
    <path d="M8 3.500v9M3.500 8h9" />
  </Icon>
);
