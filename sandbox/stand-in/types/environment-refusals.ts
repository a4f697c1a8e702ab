import { findOption, optionsOf } from "../../../components/option-catalogue/catalogue";
import type { EnvironmentKind, OptionValue } from "../../../components/option-catalogue/types";
import { isRecord, Properties } from "../values";
import { kindOf, optionOf, optionsIn } from "./environment-settings";

const refusal = "ConfigurationValidationException: Configuration validation exception:";

/** An option that a namespace does not have; https://github.com/hashicorp/terraform/issues/24096 */
export function unknownOption(inputs: Properties): string | undefined {
    const option = optionsIn(inputs).find(
        ({ namespace, name }) => optionsOf(namespace) !== undefined && findOption(namespace, name) === undefined,
    );
    return option === undefined
        ? undefined
        : `${refusal} Invalid option specification (Namespace: '${option.namespace}', OptionName: '${option.name}'): Unknown configuration setting.`;
}

/** Keys that AWS keeps for itself; https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.tagging.html */
export function reservedTag(inputs: Properties): string | undefined {
    const keys = Object.keys(isRecord(inputs["tags"]) ? inputs["tags"] : {});
    const reserved = keys.find((key) => key === "Name" || /^(elasticbeanstalk|aws):/i.test(key));
    return reserved === undefined
        ? undefined
        : `InvalidParameterValue: The tag key '${reserved}' is reserved by Elastic Beanstalk.`;
}

/**
 * What Elastic Beanstalk takes when an environment is created and never again. The provider does not know it, so that a preview shows an update. A
 * single instance gets its first load balancer, and loses it, as an update.
 *
 * https://github.com/hashicorp/terraform-provider-aws/issues/812 (the type)
 * https://github.com/hsingh/ansible-elastic-beanstalk/issues/17 (the VPC)
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-alb-shared.html (shared or not; AWS's words are not published)
 *
 * @param before - outputs of the environment so far
 */
export function frozenOption(inputs: Properties, before: Properties): string | undefined {
    const [old, wanted] = [optionsIn(before), optionsIn(inputs)];
    const differs = (namespace: string, name: string) =>
        optionOf(old, namespace, name) !== optionOf(wanted, namespace, name);
    if (differs("aws:ec2:vpc", "VPCId")) {
        return `${refusal} You cannot migrate an environment to a VPC. Launch a new environment in the VPC.`;
    }
    const [was, becomes] = [kindOf({ ...inputs, settings: old }), kindOf({ ...inputs, settings: wanted })];
    if (!isBalanced(was) || !isBalanced(becomes)) {
        return undefined;
    }
    if (typeOf(was) !== typeOf(becomes)) {
        return `${refusal} LoadBalancer type option cannot be changed.`;
    }
    if (was.loadBalancer !== becomes.loadBalancer) {
        return invalidValue(wanted, "aws:elasticbeanstalk:environment", "LoadBalancerIsShared");
    }
    // The catalogue knows what never changes with a shared load balancer: the load balancer, its listeners and rules.
    const changed = [...old, ...wanted].find(
        ({ namespace, name }) =>
            findOption(namespace, name)?.changeWhenShared === "refused" && differs(namespace, name),
    );
    if (becomes.loadBalancer !== "application-shared") {
        return undefined;
    }
    return differs("aws:elbv2:loadbalancer", "SharedLoadBalancer")
        ? invalidValue(wanted, "aws:elbv2:loadbalancer", "SharedLoadBalancer")
        : changed && invalidValue(wanted, changed.namespace, changed.name);
}

const isBalanced = ({ tier, loadBalancer }: EnvironmentKind): boolean => tier === "web" && loadBalancer !== "none";

const typeOf = ({ loadBalancer }: EnvironmentKind): string => loadBalancer.replace("-shared", "");

const invalidValue = (options: readonly OptionValue[], namespace: string, name: string): string =>
    `${refusal} Invalid option value: '${optionOf(options, namespace, name) ?? "null"}' (Namespace: '${namespace}', OptionName: '${name}'): The option cannot be changed after the environment is created.`;
