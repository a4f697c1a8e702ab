/** What a program of systemd answers. */
export interface Answer {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

export const answer = (code: number, stdout: string, stderr = ""): Answer => ({
    code,
    stdout: ended(stdout),
    stderr: ended(stderr),
});

const ended = (text: string) => (text === "" || text.endsWith("\n") ? text : `${text}\n`);

/** Several answers as one; the code is the last one that is not 0. */
export const together = (answers: readonly Answer[]): Answer => ({
    code: answers.map(({ code }) => code).findLast((code) => code !== 0) ?? 0,
    stdout: answers.map(({ stdout }) => stdout).join(""),
    stderr: answers.map(({ stderr }) => stderr).join(""),
});
