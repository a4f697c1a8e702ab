import type { Rule } from "./rule";
import { allowedHosts } from "./rules/allowed-hosts";
import { applicationLoadBalancer } from "./rules/application-load-balancer";
import { bucketEncryption } from "./rules/bucket-encryption";
import { bucketLogging } from "./rules/bucket-logging";
import { bucketPublicAccess } from "./rules/bucket-public-access";
import { bucketTlsOnly } from "./rules/bucket-tls-only";
import { bucketVersioning } from "./rules/bucket-versioning";
import { bundleBucketRegion } from "./rules/bundle-bucket-region";
import { bundleFingerprint } from "./rules/bundle-fingerprint";
import { bundleHooks } from "./rules/bundle-hooks";
import { bundleNearLimit } from "./rules/bundle-near-limit";
import { bundleOptions } from "./rules/bundle-options";
import { bundleSecrets } from "./rules/bundle-secrets";
import { bundleSize } from "./rules/bundle-size";
import { certificateDnsValidation } from "./rules/certificate-dns-validation";
import { certificateTransparency } from "./rules/certificate-transparency";
import { certificateValidated } from "./rules/certificate-validated";
import { consistentOptions } from "./rules/consistent-options";
import { databaseBackups } from "./rules/database-backups";
import { databaseDeletionProtection } from "./rules/database-deletion-protection";
import { databaseEncrypted } from "./rules/database-encrypted";
import { databaseLogs } from "./rules/database-logs";
import { databaseMinorUpgrades } from "./rules/database-minor-upgrades";
import { databaseMultiAz } from "./rules/database-multi-az";
import { databaseNotPublic } from "./rules/database-not-public";
import { databaseTls } from "./rules/database-tls";
import { deploymentPolicy } from "./rules/deployment-policy";
import { djangoDebugOff } from "./rules/django-debug-off";
import { dnsAliasTarget } from "./rules/dns-alias-target";
import { enhancedHealth } from "./rules/enhanced-health";
import { environmentRoles } from "./rules/environment-roles";
import { environmentVpc } from "./rules/environment-vpc";
import { healthCheckPath } from "./rules/health-check-path";
import { httpRedirect } from "./rules/http-redirect";
import { httpsListener } from "./rules/https-listener";
import { iamNoAdmin } from "./rules/iam-no-admin";
import { iamNoStar } from "./rules/iam-no-star";
import { iamPassRole } from "./rules/iam-pass-role";
import { iamTrust } from "./rules/iam-trust";
import { imdsv2 } from "./rules/imdsv2";
import { instanceImdsv2 } from "./rules/instance-imdsv2";
import { listenerTls } from "./rules/listener-tls";
import { loadBalancedInProd } from "./rules/load-balanced-in-prod";
import { loadBalancerAccessLogs } from "./rules/load-balancer-access-logs";
import { loadBalancerDropHeaders } from "./rules/load-balancer-drop-headers";
import { loadBalancerTimeouts } from "./rules/load-balancer-timeouts";
import { logStreaming } from "./rules/log-streaming";
import { managedUpdates } from "./rules/managed-updates";
import { noCoupledDatabase } from "./rules/no-coupled-database";
import { noLiteralSecrets } from "./rules/no-literal-secrets";
import { noSsh } from "./rules/no-ssh";
import { privateInstances } from "./rules/private-instances";
import { propertiesSize } from "./rules/properties-size";
import { protect } from "./rules/protect";
import { rootVolumeGp3 } from "./rules/root-volume-gp3";
import { secretEncryption } from "./rules/secret-encryption";
import { secretPolicy } from "./rules/secret-policy";
import { secretRotation } from "./rules/secret-rotation";
import { securityGroupIngress } from "./rules/security-group-ingress";
import { securityGroupWebPorts } from "./rules/security-group-web-ports";
import { sharedLoadBalancer } from "./rules/shared-load-balancer";
import { singleArchitecture } from "./rules/single-architecture";
import { supportedPlatform } from "./rules/supported-platform";
import { tlsPolicy } from "./rules/tls-policy";
import { twoInstances } from "./rules/two-instances";
import { twoZones } from "./rules/two-zones";
import { userDataCredentials } from "./rules/user-data-credentials";
import { userDataSize } from "./rules/user-data-size";
import { validOptions } from "./rules/valid-options";
import { volumeEncryption } from "./rules/volume-encryption";
import { wsgiPathAndProcfile } from "./rules/wsgi-path-and-procfile";

/** Every rule of the pack, in the order in which findings are shown. */
export const catalogue: readonly Rule[] = [
    bundleSize,
    bundleNearLimit,
    bundleFingerprint,
    bundleSecrets,
    bundleHooks,
    bundleOptions,
    bundleBucketRegion,
    applicationLoadBalancer,
    loadBalancedInProd,
    httpsListener,
    httpRedirect,
    tlsPolicy,
    certificateValidated,
    sharedLoadBalancer,
    loadBalancerAccessLogs,
    healthCheckPath,
    listenerTls,
    loadBalancerDropHeaders,
    loadBalancerTimeouts,
    enhancedHealth,
    managedUpdates,
    logStreaming,
    imdsv2,
    rootVolumeGp3,
    volumeEncryption,
    noSsh,
    environmentRoles,
    environmentVpc,
    privateInstances,
    twoZones,
    twoInstances,
    deploymentPolicy,
    singleArchitecture,
    supportedPlatform,
    consistentOptions,
    validOptions,
    wsgiPathAndProcfile,
    noCoupledDatabase,
    propertiesSize,
    noLiteralSecrets,
    djangoDebugOff,
    allowedHosts,
    protect,
    databaseEncrypted,
    databaseNotPublic,
    databaseBackups,
    databaseMultiAz,
    databaseDeletionProtection,
    databaseTls,
    databaseLogs,
    databaseMinorUpgrades,
    bucketPublicAccess,
    bucketTlsOnly,
    bucketEncryption,
    bucketVersioning,
    bucketLogging,
    iamNoAdmin,
    iamNoStar,
    iamPassRole,
    iamTrust,
    securityGroupIngress,
    securityGroupWebPorts,
    secretEncryption,
    secretPolicy,
    secretRotation,
    certificateDnsValidation,
    certificateTransparency,
    dnsAliasTarget,
    userDataSize,
    userDataCredentials,
    instanceImdsv2,
];
