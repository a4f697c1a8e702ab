// The directory at the end of a zip: APPNOTE.TXT 4.3.12 to 4.3.16, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT

/** What 16 bits can count; the value itself says "look into the ZIP64 record". */
const most16 = 0xffff;

/**
 * Records of a directory, one by one, moved by what stands before them in the joined archive. Archives stay under Elastic Beanstalk's limit, so offsets
 * fit into 32 bits.
 */
export function splitDirectory(directory: Buffer, shift: number): Buffer[] {
    const records: Buffer[] = [];
    for (let at = 0; at < directory.length;) {
        const length =
            46 + directory.readUInt16LE(at + 28) + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
        const record = directory.subarray(at, at + length);
        record.writeUInt32LE(record.readUInt32LE(42) + shift, 42);
        records.push(record);
        at += length;
    }
    return records;
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
