/**
 * Judges of generated files that no one here wrote. Each fails the test with its own words:
 *
 *     before(function () {
 *         needsJudges(this, "nginx", "shellcheck");
 *     });
 *     it("hold sound files", () => {
 *         nginxTest(proxyFiles("nginx", files));
 *         files.filter(({ executable }) => executable).forEach(({ content }) => shellcheck(content));
 *     });
 */
export { apacheTest, startApache } from "./apache";
export { cfnLint } from "./cfn-lint";
export { cloudInitSchema } from "./cloud-init";
export { composeConfig } from "./compose";
export { gixy } from "./gixy";
export { hadolint } from "./hadolint";
export { needsJudges } from "./needs-judges";
export { nginxTest, startNginx } from "./nginx";
export { platformStatic } from "../../../rehearsal/platform/platform-nginx";
export { proxyFiles, request, type ProxyFiles, type ProxyOptions, type RunningProxy, type Seen } from "./proxy";
export { pyYaml } from "./py-yaml";
export { bashSyntax, shellcheck } from "./shell";
export { systemdVerify } from "./systemd";
