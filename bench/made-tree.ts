import * as fs from "node:fs";
import * as path from "node:path";

/** Numbers from 0 to 1, the same in every run. */
function numbers(seed: number): () => number {
    let state = seed;
    return () => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state / 2 ** 32;
    };
}

/**
 * Writes a tree like a Django project's: most files are text, most bytes are in images and compiled modules. The same arguments give the same tree.
 *
 * @param bytes - about
 * @returns bytes written
 */
export function makeTree(root: string, files: number, bytes: number): number {
    const random = numbers(files);
    const source = new Sources(random);
    const folders = Math.max(1, Math.round(files / 25));
    for (let i = 0; i < folders; i += 1) {
        fs.mkdirSync(path.join(root, ...folderOf(i)), { recursive: true });
    }
    let written = 0;
    for (let i = 0; i < files; i += 1) {
        // Many small files and a few large ones, as everywhere.
        const size = Math.floor((bytes / files) * -Math.log(1 - random() * 0.9999));
        const kind = random();
        const [name, content] =
            kind < 0.8
                ? [`m${i}.py`, source.text(Math.floor(size * 0.7))]
                : kind < 0.92
                  ? [`i${i}.png`, source.image(size * 2)]
                  : [`c${i}.so`, source.compiled(Math.floor(size * 2.2))];
        fs.writeFileSync(path.join(root, ...folderOf(i % folders), name), content);
        written += content.length;
    }
    fs.writeFileSync(path.join(root, "manage.py"), "");
    fs.writeFileSync(path.join(root, "requirements.txt"), "");
    return written;
}

const folderOf = (i: number): string[] => [`app${i % 20}`, `package${Math.floor(i / 20)}`];

/** Pieces are cut from prepared material: making every byte anew would take longer than the benchmark. */
class Sources {
    private readonly words: Buffer;
    private readonly noise: Buffer;
    private readonly code: Buffer;

    constructor(private readonly random: () => number) {
        const length = 4_000_000;
        const letters = () => String.fromCharCode(97 + Math.floor(random() * random() * 26));
        const vocabulary = Array.from({ length: 4000 }, () =>
            Array.from({ length: 2 + Math.floor(random() * 9) }, letters).join(""),
        );
        const lines: string[] = [];
        for (let size = 0; size < length;) {
            const line = Array.from({ length: 2 + Math.floor(random() * 9) }, () => {
                return vocabulary[Math.floor(random() * random() * vocabulary.length)] ?? "";
            });
            lines.push(" ".repeat(4 * Math.floor(random() * 4)) + line.join(random() < 0.3 ? "_" : " "));
            size += lines[lines.length - 1]?.length ?? 1;
        }
        this.words = Buffer.from(lines.join("\n"));
        this.noise = Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
        this.code = Buffer.from(this.noise.map((byte, i) => (byte & 1 ? byte & (i & 0xff) : (this.noise[i - 5] ?? 0))));
    }

    text = (size: number): Buffer => this.cut(this.words, size);
    image = (size: number): Buffer => this.cut(this.noise, size);
    compiled = (size: number): Buffer => this.cut(this.code, size);

    private cut(material: Buffer, size: number): Buffer {
        const length = Math.min(size, material.length);
        const start = Math.floor(this.random() * (material.length - length));
        return material.subarray(start, start + length);
    }
}
