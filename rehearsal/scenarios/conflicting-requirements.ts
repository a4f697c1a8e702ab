import { overFirst } from "./over-first";
import type { RunScenario } from "./scenario";

/** Two small packages, of which one asks for a newer version of the other; they stand for the application's own, so that little is fetched. */
const requirements = "beautifulsoup4==4.12.3\nsoupsieve==1.2\n";

/** Two requirements exclude each other: pip says so before it installs anything, and the old version goes on with its packages. */
export const conflictingRequirements: RunScenario = (stage) =>
    overFirst(stage, { phase: "requirements", changes: { "requirements.txt": requirements } });
