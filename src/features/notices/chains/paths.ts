/** Addresses of the approval rules. */
export const chainsPath = '/desk/notices/approval-rules';
export const newRulePath = `${chainsPath}/new`;
export const rulePattern = `${chainsPath}/:rule`;
export const rulePath = (id: number): string => `${chainsPath}/${id}`;
export const endRulePattern = `${rulePattern}/end`;
export const endRulePath = (id: number): string => `${rulePath(id)}/end`;
