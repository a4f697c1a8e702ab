/** Who looks at clients' certificates: nobody, the load balancer, the application, to which it passes the chain, or nginx on the instance. */
export type ClientCertificates = "none" | "verify" | "passthrough" | "instance";

/**
 * Headers by which an application load balancer tells of a client's certificate, and those under which the application reads them. The application's have names of their own, so
 * that it does not matter who ended TLS. The last one comes with passthrough, the others when the load balancer verifies.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html
 */
const headers = [
    ["X-Amzn-Mtls-Clientcert-Serial-Number", "X-Client-Cert-Serial-Number", "verify"],
    ["X-Amzn-Mtls-Clientcert-Issuer", "X-Client-Cert-Issuer", "verify"],
    ["X-Amzn-Mtls-Clientcert-Subject", "X-Client-Cert-Subject", "verify"],
    ["X-Amzn-Mtls-Clientcert-Validity", "X-Client-Cert-Validity", "verify"],
    ["X-Amzn-Mtls-Clientcert-Leaf", "X-Client-Cert-Leaf", "verify"],
    ["X-Amzn-Mtls-Clientcert", "X-Client-Cert-Chain", "passthrough"],
] as const;

/** Where nginx asks clients itself. https://nginx.org/en/docs/http/ngx_http_ssl_module.html#variables */
const ofNginx: Readonly<Record<string, string>> = {
    "X-Client-Cert-Serial-Number": "$ssl_client_serial",
    "X-Client-Cert-Issuer": "$ssl_client_i_dn",
    "X-Client-Cert-Subject": "$ssl_client_s_dn",
    "X-Client-Cert-Validity": "NotBefore=$ssl_client_v_start;NotAfter=$ssl_client_v_end",
    "X-Client-Cert-Leaf": "$ssl_client_escaped_cert",
    "X-Client-Cert-Verify": "$ssl_client_verify",
};

/** What each header gets then: something from a certificate that was verified, of printable signs alone; else it is not sent. */
export const certificateMaps = (clients: ClientCertificates): string[] =>
    clients !== "instance"
        ? []
        : Object.entries(ofNginx).flatMap(([name, value]) => [
              `map "$ssl_client_verify ${value}" ${variableOf(name)} {`,
              '    default "";',
              `    "~^SUCCESS (?<${seen(name)}>[ -~]+)$" $${seen(name)};`,
              "}",
          ]);

const seen = (name: string): string => `seen_${name.toLowerCase().replaceAll("-", "_")}`;
const variableOf = (name: string): string => `$django_beanstalk_${name.toLowerCase().replaceAll("-", "_")}`;

/** A header of the request to the application, and what it gets: the value of one of the load balancer's, or of a variable of nginx; undefined takes it away. */
export interface CertificateHeader {
    readonly name: string;
    readonly from: { readonly header: string } | { readonly variable: string } | undefined;
}

/** All of them, in each case: a client could send any that is not set here, and the application would believe it. */
export const certificateHeaders = (clients: ClientCertificates): readonly CertificateHeader[] => [
    ...headers.map(([name]) => ({ name, from: undefined })),
    ...headers.map(([header, name, mode]) => ({
        name,
        from: mode === clients ? { header } : clients === "instance" ? variableFor(name) : undefined,
    })),
    { name: verified, from: clients === "instance" ? variableFor(verified) : undefined },
];

/** Of nginx alone: a load balancer that verifies lets nobody else in. */
const verified = "X-Client-Cert-Verify";

const variableFor = (name: string): { readonly variable: string } | undefined =>
    name in ofNginx ? { variable: variableOf(name) } : undefined;
