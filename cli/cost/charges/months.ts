import { Usage, usageKeys } from "../usage";

/** What is billed by the month is billed for the hours that it is there. */
export const monthsOf = ({ hours }: Usage): number => hours / usageKeys.hours.default;

/** Days of a month of 730 hours. */
export const daysOfMonth = usageKeys.hours.default / 24;
