// Replaced by bin/belfry dev types.
export interface DB {
  setting: { key: string; value: unknown; updated_at: Date };
}
