import { healthCheckPath } from "../../../policies/rules/health-check-path";
import { environment } from "../sample-stack";
import { optionScenarios } from "../option-scenarios";
import { itJudges } from "../scenarios";

const process = (name: string) => `aws:elasticbeanstalk:environment:process:${name}`;
const option = `${process("default")}/HealthCheckPath`;
const says = (name: string, setting: string) => (state: string) =>
    `${process(name)}/HealthCheckPath ${state}; wanted: such a path, "/health/" for one. Left out, AWS asks "/", the home page. ` +
    `In this project: ${setting}: /health/. In any other program, in the environment's settings: ` +
    `{namespace: "${process(name)}", name: "HealthCheckPath", value: "/health/"}.`;
const ofSite = says("default", "app.healthPath");
const ofAdmin = says("admin", "environment.loadBalancer.processes.<name>.healthPath");

describe("health-check-path", () => {
    itJudges(healthCheckPath, [
        ...optionScenarios({
            option,
            right: ["/health/", "/healthz?full=1"],
            wrong: ["/", "", "health"],
            wanted: 'a path other than "/"',
            whenAbsent: "wrong",
            says: ofSite,
        }),
        {
            title: "each process is asked at a path of its own",
            stack: () => [
                environment({
                    [`${process("admin")}/HealthCheckPath`]: "/admin/",
                    [`${process("admin")}/Port`]: "8001",
                }),
            ],
            reads: [`env ${process("admin")}/HealthCheckPath`],
        },
        {
            title: "a process without a path is asked at /",
            stack: () => [environment({ [`${process("admin")}/Port`]: "8001" })],
            finds: [ofAdmin("is not set")],
        },
        {
            title: "those behind a shared load balancer too",
            stack: () => [
                environment({
                    "aws:elasticbeanstalk:environment/LoadBalancerIsShared": "true",
                    [option]: undefined,
                }),
            ],
            finds: [ofSite("is not set")],
        },
        {
            title: "a classic one has no such option",
            stack: () => [
                environment({ "aws:elasticbeanstalk:environment/LoadBalancerType": "classic", [option]: undefined }),
            ],
            reads: ["env aws:elasticbeanstalk:environment/LoadBalancerType"],
        },
        {
            title: "a network load balancer asks no path",
            stack: () => [
                environment({ "aws:elasticbeanstalk:environment/LoadBalancerType": "network", [option]: undefined }),
            ],
            reads: ["env aws:elasticbeanstalk:environment/LoadBalancerType"],
        },
        {
            title: "nobody asks a worker",
            stack: () => [environment({ [option]: undefined }, { props: { tier: "Worker" } })],
            reads: ["env.tier"],
        },
        {
            title: "the home page does for a dev stack",
            stage: "dev",
            stack: () => [environment({ [option]: undefined })],
        },
    ]);
});
