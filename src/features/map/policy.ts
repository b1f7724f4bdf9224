/** Who may do what: administrators look; what the map is drawn from is the whole district's to say. */
export const permissions = { 'map.draw': ['administrator'] } as const;
