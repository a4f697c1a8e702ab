import type { Problem } from "../problem";
import type { Settings } from "../settings";

/** What the web server on the instances cannot be told. */
export const proxyCheck = ({ app }: Settings): Problem[] => [...literalPath(app)];

/** nginx has no escape for a dollar sign, and a control character would end its line. */
const literalPath = ({ healthPath, platform }: Settings["app"]): Problem[] =>
    platform.kind === "python" && /\$|%24|%[01][0-9a-f]|%7f/i.test(healthPath)
        ? [
              {
                  where: "app.healthPath",
                  got: healthPath,
                  allowed: "a path without dollar signs and control characters",
                  remedy: "Choose another path: nginx cannot hold them in the name of a location.",
              },
          ]
        : [];
