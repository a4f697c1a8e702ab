import { instanceImdsv2 } from "../../../policies/rules/instance-imdsv2";
import { Described, secret, unknown } from "../../support/policy-runner";
import { itJudges, Scenario } from "../scenarios";

const rest =
    '; wanted: "required". Left out, the image and the account decide. In this project: nothing, workers always ' +
    'have it. In any other program: metadataOptions: {httpTokens: "required"}.';
const missing = `metadataOptions.httpTokens is not set${rest}`;
const wrong = `metadataOptions.httpTokens is not "required"${rest}`;
const unproven = `That metadataOptions.httpTokens is "required" cannot be proven: it is not known in this preview${rest}`;

function instance(props: Record<string, unknown>, type = "instance:Instance"): Described {
    return { type: `aws:ec2/${type}`, name: "instance", props: { ami: "ami-1", ...props } };
}

const request = (props: Record<string, unknown>) => instance(props, "spotInstanceRequest:SpotInstanceRequest");
const fleet = (props: Record<string, unknown>) => instance(props, "spotFleetRequest:SpotFleetRequest");
const ofRequest =
    "A SpotInstanceRequest has no metadataOptions.httpTokens, whatever it sets: the request that it makes of EC2 cannot carry them. Use an " +
    `Instance with instanceMarketOptions: {marketType: "spot"}${rest}`;
const ofFleet = `launchSpecifications have no metadataOptions.httpTokens. Use launchTemplateConfigs, with a launch template${rest}`;

const tokens = (httpTokens: unknown, other = {}) => ({ metadataOptions: { httpTokens, ...other } });

describe("instance-imdsv2", () => {
    itJudges(instanceImdsv2, [
        ...["instance:Instance", "launchTemplate:LaunchTemplate", "launchConfiguration:LaunchConfiguration"].flatMap(
            (type): Scenario[] => [
                { title: `${type}: absent is wrong`, stack: () => [instance({}, type)], finds: [missing] },
                {
                    title: `${type}: optional is wrong`,
                    stack: () => [instance(tokens("optional"), type)],
                    finds: [wrong],
                },
                {
                    title: `${type}: required is right`,
                    stack: () => [instance(tokens("required"), type)],
                    reads: ["instance.metadataOptions.httpTokens"],
                },
            ],
        ),
        // The provider takes the option, and EC2 never sees it: hashicorp/terraform-provider-aws#15657, #25896, #35883.
        {
            title: "a spot request is wrong, whatever it sets",
            stack: () => [request({}), request(tokens("required")), request({ metadataOptions: unknown })],
            finds: [ofRequest, ofRequest, ofRequest],
        },
        {
            title: "kinds of instances of a spot fleet are wrong, known or not",
            stack: () => [
                fleet({ launchSpecifications: [{ ami: "ami-1" }] }),
                fleet({ launchSpecifications: unknown }),
            ],
            finds: [ofFleet, ofFleet],
        },
        {
            title: "a spot fleet of launch templates takes what these say",
            stack: () => [
                fleet({ launchSpecifications: [], launchTemplateConfigs: [{}] }),
                fleet({ launchTemplateConfigs: [{}] }),
            ],
            reads: ["instance.launchSpecifications"],
        },
        {
            title: "other options do not say it",
            stack: () => [
                instance(tokens(undefined, { httpPutResponseHopLimit: 1 })),
                instance({ metadataOptions: [] }),
            ],
            finds: [missing, missing],
        },
        {
            title: "no metadata service is right",
            stack: () => [instance({ metadataOptions: { httpEndpoint: "disabled" } })],
            reads: ["instance.metadataOptions.httpEndpoint"],
        },
        // Checkov finds fault with these.
        {
            title: "an instance of a launch template takes what that says",
            stack: () => [instance({ launchTemplate: { id: unknown } })],
            reads: ["instance.launchTemplate"],
        },
        {
            title: "unless it says something else itself",
            stack: () => [instance({ launchTemplate: unknown, ...tokens("optional") })],
            finds: [wrong],
        },
        {
            title: "unknown is not proven",
            stack: () => [instance(tokens(unknown)), instance({ metadataOptions: unknown })],
            finds: [unproven, unproven],
        },
        { title: "a secret is not repeated", stack: () => [instance(tokens(secret("hunter2")))], finds: [wrong] },
    ]);
});
