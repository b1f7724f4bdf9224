/** How far a notice went through those who passed it on. */
export interface ForwardReach {
  offices: number;
  /**
   * People reached by a forward whom the original itself did not reach; each counts once. Null: no longer known; undefined:
   * being counted, the next look has it.
   */
  people: number | null | undefined;
}
