// The directory at the end of a zip: APPNOTE.TXT 4.3.12 to 4.3.16, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT

/** What 16 bits can count; the value itself says "look into the ZIP64 record". */
const most16 = 0xffff;

/** Offset of the record that follows. */
const nextRecord = (directory: Buffer, at: number): number =>
    at + 46 + directory.readUInt16LE(at + 28) + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);

/**
 * Moves the records of a directory by what stands before their entries in the joined archive. Archives stay under Elastic Beanstalk's limit, so offsets
 * fit into 32 bits.
 */
export function shiftDirectory(directory: Buffer, by: number): void {
    for (let at = 0; at < directory.length; at = nextRecord(directory, at)) {
        directory.writeUInt32LE(directory.readUInt32LE(at + 42) + by, at + 42);
    }
}

interface DirectoryRecord {
    readonly path: string;
    readonly bytes: Buffer;
}

/** Records of a sorted list of pieces, one after the other. */
function* records(pieces: readonly Buffer[]): Generator<DirectoryRecord, undefined> {
    for (const piece of pieces) {
        for (let at = 0, next: number; at < piece.length; at = next) {
            next = nextRecord(piece, at);
            const path = piece.toString("utf8", at + 46, at + 46 + piece.readUInt16LE(at + 28));
            yield { path, bytes: piece.subarray(at, next) };
        }
    }
    return undefined;
}

type Records = Generator<DirectoryRecord, undefined>;

function* merge(left: Records, right: Records): Records {
    let [a, b] = [left.next().value, right.next().value];
    for (;;) {
        if (a !== undefined && (b === undefined || a.path < b.path)) {
            yield a;
            a = left.next().value;
        } else if (b !== undefined) {
            yield b;
            b = right.next().value;
        } else {
            return undefined;
        }
    }
}

/** What is written at once. */
const pieceBytes = 256 * 1024;

/** One sorted directory of several sorted ones, in pieces: as a whole it may be large. */
export function* mergeDirectories(
    directories: readonly (readonly Buffer[])[],
): Generator<{ readonly bytes: Buffer; readonly entries: number }> {
    let gathered: Buffer[] = [];
    let length = 0;
    for (const { bytes } of directories.map(records).reduce(merge, records([]))) {
        gathered.push(bytes);
        length += bytes.length;
        if (length > pieceBytes) {
            yield { bytes: Buffer.concat(gathered), entries: gathered.length };
            gathered = [];
            length = 0;
        }
    }
    yield { bytes: Buffer.concat(gathered), entries: gathered.length };
}

/** What follows the directory. From 65,535 entries on the ZIP64 records are needed, too. */
export function endOfDirectory(entries: number, bytes: number, start: number): Buffer {
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(Math.min(entries, most16), 8);
    end.writeUInt16LE(Math.min(entries, most16), 10);
    end.writeUInt32LE(bytes, 12);
    end.writeUInt32LE(start, 16);
    return entries < most16 ? end : Buffer.concat([zip64(entries, bytes, start), end]);
}

/** Bytes of what `endOfDirectory` makes. */
export const endLength = (entries: number): number => (entries < most16 ? 22 : 98);

/**
 * Whether a file ends as an archive does that was written to its end.
 *
 * @param tail - its last bytes, as many as `endLength` says
 * @param bytes - of the whole file
 */
export function isEndOfArchive(tail: Buffer, bytes: number, entries: number): boolean {
    if (tail.length !== endLength(entries)) {
        return false;
    }
    const end = tail.subarray(-22);
    const [length, start] = [end.readUInt32LE(12), end.readUInt32LE(16)];
    return start + length + tail.length === bytes && endOfDirectory(entries, length, start).equals(tail);
}

function zip64(entries: number, bytes: number, start: number): Buffer {
    const record = Buffer.alloc(56 + 20);
    record.writeUInt32LE(0x06064b50, 0);
    record.writeBigUInt64LE(44n, 4);
    record.writeUInt16LE((3 << 8) | 45, 12);
    record.writeUInt16LE(45, 14);
    record.writeBigUInt64LE(BigInt(entries), 24);
    record.writeBigUInt64LE(BigInt(entries), 32);
    record.writeBigUInt64LE(BigInt(bytes), 40);
    record.writeBigUInt64LE(BigInt(start), 48);
    record.writeUInt32LE(0x07064b50, 56);
    record.writeBigUInt64LE(BigInt(start + bytes), 56 + 8);
    record.writeUInt32LE(1, 56 + 16);
    return record;
}
