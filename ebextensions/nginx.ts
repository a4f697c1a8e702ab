/**
 * A text as one word of an nginx configuration, meant literally.
 *
 * @throws Error for a dollar sign or a control character: nginx has no escape for the first, and the others would end a header's line
 */
export function nginxWord(text: string): string {
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    if (/[$\u0000-\u001f\u007f]/.test(text)) {
        throw new Error(`nginx cannot hold a dollar sign or a control character: ${JSON.stringify(text)}.`);
    }
    return /^[A-Za-z0-9_./:=@%+,-]+$/.test(text)
        ? text
        : `"${text.replaceAll(/[\\"]/g, (character) => `\\${character}`)}"`;
}
