import type { GeneratedFile } from "../model";
import { yaml11 } from "../yaml11";

/**
 * Options of the environment in a file of the bundle, for an environment that is made by hand. Settings made through the API win over it.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/ebextensions-optionsettings.html
 */
export function optionSettings(
    options: readonly {
        readonly namespace: string;
        readonly name: string;
        readonly value: string;
        /** Name of a scheduled action, empty otherwise. */
        readonly resource: string;
    }[],
): GeneratedFile {
    const list = options.map(({ namespace, name, value, resource }) => ({
        namespace,
        ...(resource === "" ? {} : { resource_name: resource }),
        option_name: name,
        value,
    }));
    return {
        path: ".ebextensions/00-options.config",
        content: yaml11({ option_settings: list }),
        executable: false,
        reason: "sets the environment's options, for an upload by hand",
    };
}
