import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

/** A certificate with its key, both in PEM form. */
export interface Issued {
    readonly certificate: string;
    readonly key: string;
}

const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

const configuration = `[ca]
default_ca = authority
[authority]
database = index.txt
new_certs_dir = .
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any
[any]
commonName = supplied
organizationName = optional
`;

/** An authority with openssl, in a folder of its own. */
export class Authority {
    constructor(
        private readonly folder: string,
        name = "Authority",
    ) {
        fs.mkdirSync(folder, { recursive: true });
        fs.writeFileSync(path.join(folder, "ca.cnf"), configuration);
        fs.writeFileSync(path.join(folder, "index.txt"), "");
        this.openssl("req", "-x509", ...newKey, "-subj", `/CN=${name}`, "-keyout", "ca.key", "-out", "ca.pem");
    }

    get certificate(): string {
        return this.read("ca.pem");
    }

    /** @param dates - from and to, as openssl writes them: YYYYMMDDhhmmssZ */
    issue(subject: string, dates: readonly string[] = ["-days", "365"]): Issued {
        this.openssl("req", "-utf8", ...newKey, "-subj", subject, "-keyout", "new.key", "-out", "new.csr");
        const files = ["-keyfile", "ca.key", "-cert", "ca.pem", "-in", "new.csr", "-out", "new.pem", "-notext"];
        this.openssl("ca", "-batch", "-config", "ca.cnf", ...files, ...dates);
        return { certificate: this.read("new.pem"), key: this.read("new.key") };
    }

    private read(name: string): string {
        return fs.readFileSync(path.join(this.folder, name), "utf8");
    }

    private openssl(...args: readonly string[]): void {
        execFileSync("openssl", args, { cwd: this.folder, stdio: "pipe" });
    }
}
