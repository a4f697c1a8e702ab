import { createHash, X509Certificate } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { firstLine } from "../words";
import { instanceTls } from "../beanstalk-environment/instance-tls";
import { mutualTlsPlace, PemFile, verification } from "./mutual-tls";

/**
 * What is wrong with the files about authorities that the stack uploads.
 *
 * @param folder - that of the stack file
 */
export function pemProblems(settings: Pick<Settings, "environment">, folder: string): Problem[] {
    const verify = verification(settings);
    const onInstances = instanceTls(settings)?.clientCertificates;
    if (onInstances !== undefined) {
        const where = "environment.loadBalancer.tlsOnInstances.clientCertificates.authorities";
        return problemsOf({ from: "file", path: onInstances.authorities }, where, folder, authorityProblem);
    }
    const root = mutualTlsPlace(settings);
    return verify === undefined
        ? []
        : [
              ...problemsOf(verify.authorities, `${root}.authorities.path`, folder, authorityProblem),
              ...verify.revocations.flatMap((file, i) =>
                  problemsOf(file, `${root}.revocations[${i}].path`, folder, revocationProblem),
              ),
          ];
}

/** The text of a file, and a key in S3 that changes with it. */
export function pemObject(file: string, folder: string): { readonly key: string; readonly text: string } {
    const text = fs.readFileSync(path.join(folder, file), "utf8");
    return { key: `${createHash("sha256").update(text).digest("hex")}.pem`, text };
}

/**
 * The certificates of those who sign clients', for nginx on the instances, without what else stands in the file.
 *
 * @returns nothing where none are asked for, and where the file cannot be read, which is among the problems
 */
export function clientAuthorities(settings: Pick<Settings, "environment">, folder: string): string {
    const file = instanceTls(settings)?.clientCertificates?.authorities;
    if (file === undefined) {
        return "";
    }
    try {
        return blocks(fs.readFileSync(path.join(folder, file), "utf8"), "CERTIFICATE").join("\n");
    } catch {
        return "";
    }
}

interface Fault {
    readonly got: string;
    readonly allowed: string;
    readonly remedy: string;
}

function problemsOf(
    file: PemFile,
    where: string,
    folder: string,
    judge: (text: string) => Fault | undefined,
): Problem[] {
    if (file.from === "s3") {
        return [];
    }
    const fault = faultOf(path.join(folder, file.path), judge);
    return fault === undefined ? [] : [{ where, ...fault, got: `${file.path}, ${fault.got}` }];
}

function faultOf(file: string, judge: (text: string) => Fault | undefined): Fault | undefined {
    let text: string;
    try {
        text = fs.readFileSync(file, "utf8");
    } catch (error) {
        return {
            got: `which cannot be read (${(error as NodeJS.ErrnoException).code ?? firstLine(error)})`,
            allowed: "a file, relative to the stack file",
            remedy: "Correct the path.",
        };
    }
    // Whatever else is in it: the stack would upload it.
    return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)
        ? {
              got: "which holds a private key",
              allowed: "certificates alone",
              remedy: "Take the key out; an authority's key has no place in a deployment.",
          }
        : judge(text);
}

const blocks = (text: string, label: string): string[] =>
    text.match(new RegExp(`-----BEGIN ${label}-----[\\s\\S]*?-----END ${label}-----`, "g")) ?? [];

function authorityProblem(text: string): Fault | undefined {
    const certificates = blocks(text, "CERTIFICATE");
    const allowed = "certificates of authorities in PEM form";
    if (certificates.length === 0) {
        return {
            got: "which holds no certificate in PEM form",
            allowed,
            remedy: "Convert it: openssl x509 -inform der -in ca.cer -out ca.pem",
        };
    }
    const bad = certificates.findIndex((each) => !isAuthority(each));
    return bad === -1
        ? undefined
        : {
              got: `whose certificate ${bad + 1} of ${certificates.length} is none of an authority`,
              allowed,
              remedy: "Leave out clients' own certificates: whoever signed them is who counts.",
          };
}

function isAuthority(pem: string): boolean {
    try {
        return new X509Certificate(pem).ca;
    } catch {
        return false;
    }
}

const revocationProblem = (text: string): Fault | undefined =>
    blocks(text, "X509 CRL").length > 0
        ? undefined
        : {
              got: "which holds no list of revoked certificates in PEM form",
              allowed: "a certificate revocation list in PEM form",
              remedy: "Convert it: openssl crl -inform der -in list.crl -out list.pem",
          };
