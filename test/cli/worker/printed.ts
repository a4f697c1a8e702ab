export interface Printed {
    readonly code: number;
    readonly out: string;
    readonly err: string;
}

/** What a command prints, and its exit code. */
export async function printed(run: () => Promise<number>): Promise<Printed> {
    const lines: { out: string[]; err: string[] } = { out: [], err: [] };
    const before = { log: console.log, error: console.error };
    console.log = (text: string) => void lines.out.push(text);
    console.error = (text: string) => void lines.err.push(text);
    try {
        return { code: await run(), out: lines.out.join("\n"), err: lines.err.join("\n") };
    } finally {
        Object.assign(console, before);
    }
}
