/** Who looks at clients' certificates: nobody, the load balancer, or the application, to which it passes the chain. */
export type ClientCertificates = "none" | "verify" | "passthrough";

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

/** A header of the request to the application, and the one of the load balancer's whose value it gets; undefined takes it away. */
export interface CertificateHeader {
    readonly name: string;
    readonly from: string | undefined;
}

/** All of them, in each case: a client could send any that is not set here, and the application would believe it. */
export const certificateHeaders = (clients: ClientCertificates): readonly CertificateHeader[] => [
    ...headers.map(([name]) => ({ name, from: undefined })),
    ...headers.map(([from, name, mode]) => ({ name, from: mode === clients ? from : undefined })),
];
