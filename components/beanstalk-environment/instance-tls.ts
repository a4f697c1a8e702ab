import type { Settings } from "../settings";
import { SecretAccess, secretAccess } from "./secret-access";

type LoadBalancer = Settings["environment"]["loadBalancer"];
export type InstanceTls = NonNullable<Extract<LoadBalancer, { kind: "network" }>["tlsOnInstances"]>;

/** How the instances end TLS themselves; undefined where something before them does, or nothing. */
export const instanceTls = ({
    environment: { loadBalancer },
}: Pick<Settings, "environment">): InstanceTls | undefined =>
    "tlsOnInstances" in loadBalancer ? loadBalancer.tlsOnInstances : undefined;

/** Whether they ask clients for certificates. */
export const verifiesClients = (settings: Pick<Settings, "environment">): boolean =>
    instanceTls(settings)?.clientCertificates !== undefined;

/** What the instance role needs for it. */
export function instanceTlsAccess(settings: Pick<Settings, "environment">): SecretAccess<string>[] {
    const tls = instanceTls(settings);
    return tls === undefined ? [] : [secretAccess(tls.certificateSecretArn, tls.kmsKeyArn)];
}
