import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as path from "node:path";
import { programPath } from "../needs";

/** A certificate with its key, both in PEM form. */
export interface Issued {
    readonly certificate: string;
    readonly key: string;
}

const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

/**
 * The extensions are those that Python 3.13 insists on, which checks certificates by the letter of RFC 5280.
 * https://docs.python.org/3/library/ssl.html#ssl.create_default_context
 */
const configuration = `[ca]
default_ca = authority
[authority]
database = index.txt
new_certs_dir = .
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any
copy_extensions = copy
x509_extensions = leaf
[any]
commonName = supplied
organizationName = optional
[leaf]
basicConstraints = CA:FALSE
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[req]
distinguished_name = nothing
[nothing]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
`;

/** An authority with openssl, in a folder of its own. */
export class Authority {
    constructor(
        private readonly folder: string,
        name = "Authority",
    ) {
        fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
        fs.writeFileSync(path.join(folder, "ca.cnf"), configuration);
        fs.writeFileSync(path.join(folder, "index.txt"), "");
        const root = ["-config", "ca.cnf", "-extensions", "root", "-subj", `/CN=${name}`, "-days", "365"];
        this.openssl("req", "-x509", ...newKey, ...root, "-keyout", "ca.key", "-out", "ca.pem");
    }

    get certificate(): string {
        return this.read("ca.pem");
    }

    /** @param dates - from and to, as openssl writes them: YYYYMMDDhhmmssZ */
    issue(subject: string, dates: readonly string[] = ["-days", "365"]): Issued {
        return this.sign(subject, [], dates);
    }

    /** For a server with these names or addresses. */
    issueFor(names: readonly string[]): Issued {
        const alternatives = names.map((name) => `${net.isIP(name) === 0 ? "DNS" : "IP"}:${name}`).join(",");
        const extensions = [`subjectAltName=${alternatives}`, "extendedKeyUsage=serverAuth"];
        // A common name has at most 64 characters; clients look at the alternative names.
        const subject = `/CN=${(names[0] ?? "server").slice(0, 64)}`;
        return this.sign(
            subject,
            extensions.flatMap((each) => ["-addext", each]),
            ["-days", "365"],
        );
    }

    private sign(subject: string, extensions: readonly string[], dates: readonly string[]): Issued {
        const request = ["-config", "ca.cnf", "-utf8", ...newKey, "-subj", subject, ...extensions];
        this.openssl("req", ...request, "-keyout", "new.key", "-out", "new.csr");
        const files = ["-keyfile", "ca.key", "-cert", "ca.pem", "-in", "new.csr", "-out", "new.pem", "-notext"];
        this.openssl("ca", "-batch", "-config", "ca.cnf", ...files, ...dates);
        return { certificate: this.read("new.pem"), key: this.read("new.key") };
    }

    private read(name: string): string {
        return fs.readFileSync(path.join(this.folder, name), "utf8");
    }

    private openssl(...args: readonly string[]): void {
        execFileSync(programPath("openssl"), args, { cwd: this.folder, stdio: "pipe" });
    }
}
