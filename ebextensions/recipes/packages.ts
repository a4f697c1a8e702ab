import { configFile } from "../factories/config-file";
import { yumPackage } from "../factories/system";
import type { ConfigFile } from "../model";

/** @param versions - `latest` or a version, by name */
export function packages(versions: Readonly<Record<string, string>>): ConfigFile[] {
    const names = Object.keys(versions).sort();
    return names.length === 0
        ? []
        : [
              configFile(
                  "05-packages",
                  "installs packages of Amazon Linux that the application needs",
                  names.map((name) => yumPackage(name, versions[name] === "latest" ? [] : [versions[name] ?? ""])),
              ),
          ];
}
