/** What numbers may be chosen. */
export interface NumberRange {
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
  /** It must be a multiple of that. */
  readonly multipleOf?: number;
}

/** Whether a number may be chosen. */
export function isInRange(
  value: number,
  { least, most, isWhole, multipleOf = 1 }: NumberRange,
): boolean {
  if (!(value >= least && value <= most)) return false;
  return !isWhole || (Number.isInteger(value) && value % multipleOf === 0);
}

/** Such as "a whole number from 4 to 256 that is a multiple of 4". */
export function rangeWords({ least, most, isWhole, multipleOf }: NumberRange): string {
  const kind = isWhole ? "a whole number" : "a number";
  const multiple = multipleOf === undefined ? "" : ` that is a multiple of ${multipleOf}`;
  return `${kind} from ${least} to ${most}${multiple}`;
}
