import { securityHub } from "../frameworks";
import { everywhere } from "../levels";
import { peek, peekText, Peeked } from "../read/peek";
import type { Resource, Rule } from "../rule";

const requestType = "aws:ec2/spotInstanceRequest:SpotInstanceRequest";
const fleetType = "aws:ec2/spotFleetRequest:SpotFleetRequest";

/** Resources that EC2 instances are started from, besides environments. */
const types: readonly string[] = [
    "aws:ec2/instance:Instance",
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
    requestType,
    fleetType,
];

export const instanceImdsv2: Rule = {
    name: "instance-imdsv2",
    displayName: "Metadata version 2 on instances of one's own",
    description:
        "EC2 instances beside the environment's answer version 2 of the metadata service only, so that a forged request gets no credentials.",
    levels: everywhere,
    severity: "high",
    framework: securityHub("EC2.8", "EC2 instances should use Instance Metadata Service Version 2 (IMDSv2)"),
    remediationSteps: 'Set metadataOptions.httpTokens to "required".',
    url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html",
    tags: ["instances"],
    sees: "resource",
    types,
    judge({ type, props }) {
        const problem =
            type === requestType ? ofRequest : type === fleetType ? problemOfFleet(props) : problemOf(props);
        return problem === undefined
            ? []
            : [
                  `${problem}; wanted: "required". Left out, the image and the account decide. In this project: nothing, workers always ` +
                      'have it. In any other program: metadataOptions: {httpTokens: "required"}.',
              ];
    },
};

function problemOf(props: Resource["props"]): string | undefined {
    const options = peek(props, "metadataOptions");
    const tokens: Peeked = options.kind === "known" ? peek(options.value, "httpTokens") : options;
    if ((tokens.kind === "known" && tokens.value === "required") || hasNone(options) || isOfTemplate(props, tokens)) {
        return undefined;
    }
    return {
        absent: "metadataOptions.httpTokens is not set",
        unknown: 'That metadataOptions.httpTokens is "required" cannot be proven: it is not known in this preview',
        known: 'metadataOptions.httpTokens is not "required"',
    }[tokens.kind];
}

/**
 * RequestSpotInstances takes no metadata options, and the provider says nothing about those that it leaves out.
 * https://github.com/hashicorp/terraform-provider-aws/issues/25896
 */
const ofRequest =
    "A SpotInstanceRequest has no metadataOptions.httpTokens, whatever it sets: the request that it makes of EC2 cannot carry them. " +
    'Use an Instance with instanceMarketOptions: {marketType: "spot"}';

/**
 * A launch specification has none either; a launch template is judged by itself.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SpotFleetLaunchSpecification.html
 */
function problemOfFleet(props: Resource["props"]): string | undefined {
    const specifications = peek(props, "launchSpecifications");
    const isEmpty =
        specifications.kind === "known" && Array.isArray(specifications.value) && specifications.value.length === 0;
    return specifications.kind === "absent" || isEmpty
        ? undefined
        : "launchSpecifications have no metadataOptions.httpTokens. Use launchTemplateConfigs, with a launch template";
}

/** An instance whose metadata service is off. */
const hasNone = (options: Peeked): boolean =>
    options.kind === "known" && peekText(options.value, "httpEndpoint") === "disabled";

/** An instance that says nothing takes what its launch template says, which is judged by itself. */
const isOfTemplate = (props: Resource["props"], tokens: Peeked): boolean =>
    tokens.kind === "absent" && peek(props, "launchTemplate").kind !== "absent";
