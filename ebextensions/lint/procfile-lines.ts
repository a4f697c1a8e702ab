/** A process of a Procfile, and the line that names it, counted from 1. */
export interface ProcfileLine {
    readonly name: string;
    readonly command: string;
    readonly line: number;
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.build-proc.html */
const form = /^([A-Za-z0-9_-]+):\s*(\S.*)$/;

/** Numbers of the lines that are neither empty, nor a comment, nor a process. */
export const wrongProcfileLines = (text: string): number[] =>
    text
        .split(/\r?\n/)
        .flatMap((each, i) => (each.trim() === "" || each.startsWith("#") || form.test(each) ? [] : [i + 1]));

/** The processes that a Procfile names, in its order. */
export const procfileLines = (text: string): ProcfileLine[] =>
    text.split(/\r?\n/).flatMap((each, i) => {
        const [, name, command] = form.exec(each) ?? [];
        return name === undefined || command === undefined ? [] : [{ name, command: command.trimEnd(), line: i + 1 }];
    });
