/**
 * A file of `.ebextensions`, in YAML or JSON.
 *
 * @param text - undefined when the file could not be read
 * @returns undefined when it is neither
 */
export async function parseConfig(text: string | undefined): Promise<{ readonly content: unknown } | undefined> {
    if (text === undefined) {
        return undefined;
    }
    const { parseDocument } = await import("yaml");
    // Elastic Beanstalk reads YAML 1.1. CloudFormation's own tags (!Ref) are left as they are.
    const document = parseDocument(text.replace(/^\uFEFF/, ""), { version: "1.1", logLevel: "silent" });
    try {
        return document.errors.length > 0 ? undefined : { content: document.toJS({ maxAliasCount: 100 }) as unknown };
    } catch {
        // Aliases that multiply without end.
        return undefined;
    }
}
