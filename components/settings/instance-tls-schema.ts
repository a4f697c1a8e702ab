import { z } from "zod";
import { common } from "./defaults";
import * as forms from "./patterns";
import { text } from "./schema-parts";

/** https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_verify_client */
const clientCertificates = z.strictObject({
    verify: z
        .enum(["required", "optional"])
        .describe(
            "required answers 400 to clients without a certificate that one of your authorities signed; optional lets in those without any, and the application looks at X-Client-Cert-Verify, which is SUCCESS or missing. It gets X-Client-Cert-Subject, -Issuer, -Serial-Number, -Validity and -Leaf besides",
        ),
    authorities: text(forms.besideStackFile).describe(
        "File with the certificates of those authorities in PEM form, root and intermediate ones; its path, relative to the stack file",
    ),
    depth: z
        .int()
        .min(1)
        .max(9)
        .default(common.verifyDepth)
        .describe("Longest chain of authorities above a client's certificate"),
});

/** Where nothing before the instances reads the connection: behind a network load balancer, and on a single instance. */
export const tlsOnInstances = z.strictObject({
    certificateSecretArn: text(forms.jsonSecretArn).describe(
        "Secret in Secrets Manager, JSON with certificate (the chain in PEM form, the site's own first) and key (unencrypted PEM), which instances read before each deployment and change of the configuration",
    ),
    kmsKeyArn: text(forms.kmsKeyArn)
        .optional()
        .describe("The key that encrypts that secret, where it is not the one that AWS manages"),
    clientCertificates: clientCertificates
        .optional()
        .describe("Certificates of clients, such as those of PIV cards, that nginx asks for"),
});
