/** Words that YAML readers take for something else than text. */
const meaningful = /^(true|false|null|yes|no|on|off|y|n|~)$/i;

/** Text as YAML reads it back: plain where nothing of it could mean anything else, else in double quotes. */
export function yamlText(value: string): string {
  if (/^[A-Za-z][\w./-]*$/.test(value) && !meaningful.test(value)) return value;
  const quoted = JSON.stringify(value);
  return quoted.replace(/[\p{C}\p{Zl}\p{Zp}\p{Zs}]/gu, (character) =>
    character === ' ' ? ' ' : escapeCharacter(character),
  );
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
