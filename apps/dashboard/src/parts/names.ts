import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { programsQuery } from '../api/queries.js';
import { useCommonText } from '../language/common.js';
import { SPOKEN, useLanguage } from '../language/text.js';

export interface NamedOption {
  /** `competency/option`. */
  readonly id: string;
  readonly name: string;
}

/** The options of every program, as the latest edition that has each names it; empty until the programs are here. */
export function useOptions(): readonly NamedOption[] {
  const { data } = useQuery(programsQuery);
  return useMemo(() => {
    const named = new Map<string, string>();
    for (const { editions } of data?.programs ?? []) {
      for (const { options } of editions) {
        for (const { competency, option, name } of options)
          named.set(`${competency}/${option}`, name);
      }
    }
    return [...named].map(([id, name]) => ({ id, name }));
  }, [data]);
}

/** `net-new-revenue` is `Net new revenue`. */
function readable(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What programs call things, for people: options by their editions, requirements by our words where we have some. */
export function useNames() {
  const options = useOptions();
  const text = useCommonText();
  const language = useLanguage();
  return useMemo(() => {
    const named = new Map(options.map(({ id, name }) => [id, name]));
    const known = SPOKEN[language].messages;
    return {
      /** `id` is `competency/option`. */
      option: (id: string) => named.get(id) ?? readable(id.slice(id.indexOf('/') + 1)),
      competency: readable,
      requirement: (id: string) => {
        const word = `requirement.name.${id}`;
        return Object.hasOwn(known, word)
          ? text(word as 'requirement.name.total-revenue')
          : readable(id);
      },
    };
  }, [options, text, language]);
}
