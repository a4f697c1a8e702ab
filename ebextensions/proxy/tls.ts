import { instanceCertificate } from "./instance-certificate";
import { siteCertificate, SiteTls } from "./site-certificate";

/** TLS between load balancer and instance, under a certificate that the instance makes itself. */
export interface LoadBalancerTls {
    readonly certificate: "own";
}

/** How nginx on the instance speaks TLS; undefined where it does not. */
export type ServerTls = LoadBalancerTls | SiteTls | undefined;

export const endsTls = (tls: ServerTls): tls is SiteTls => tls?.certificate === "secret";

const ciphers = [
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
].join(":");

/** In the platform's server beside its port 80, so that both have the same locations. A load balancer takes any certificate of an instance. */
export const tlsLines = (tls: NonNullable<ServerTls>): string[] => [
    "listen 443 ssl default_server;",
    ...(endsTls(tls)
        ? [`ssl_certificate ${siteCertificate.file};`, `ssl_certificate_key ${siteCertificate.file};`]
        : [`ssl_certificate ${instanceCertificate.certificate};`, `ssl_certificate_key ${instanceCertificate.key};`]),
    "ssl_protocols TLSv1.2 TLSv1.3;",
    // Those of TLS 1.2 with forward secrecy, all of which a load balancer offers to its targets, and any browser of the last ten years.
    `ssl_ciphers ${ciphers};`,
    ...(endsTls(tls) ? [...verification(tls), ...redirect] : []),
];

/** https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_verify_client */
const verification = ({ clients }: SiteTls): string[] =>
    clients === undefined
        ? []
        : [
              `ssl_verify_client ${clients.verify === "required" ? "on" : "optional"};`,
              `ssl_client_certificate ${siteCertificate.authorities};`,
              `ssl_verify_depth ${clients.depth};`,
          ];

const redirect = ["if ($django_beanstalk_redirect) {", "    return 301 https://$host$request_uri;", "}"];

/**
 * What the http block needs for it. Nobody but the instance itself is answered over plain HTTP, which asks the application after a deployment; there it says itself by
 * what protocol its visitor came. Health checks of a network load balancer are connections and no requests.
 */
export const tlsMaps = (tls: ServerTls): string[] =>
    endsTls(tls)
        ? [
              'map "$scheme $remote_addr" $django_beanstalk_redirect {',
              "    default 1;",
              '    "~^https " 0;',
              '    "http 127.0.0.1" 0;',
              "}",
              "map $scheme $django_beanstalk_protocol {",
              "    default $http_x_forwarded_proto;",
              "    https https;",
              "}",
          ]
        : [];
