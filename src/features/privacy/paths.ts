/** Addresses of the desk's pages on personal data, and of the public one. */
export const publicPath = '/privacy';
export const deskPath = '/desk/privacy';

export const retentionPath = `${deskPath}/retention`;
export const runPath = `${retentionPath}/run`;
export const holdPattern = `${retentionPath}/:rule/hold`;
export const holdPath = (rule: string): string => `${retentionPath}/${rule}/hold`;
export const decideHoldPattern = `${retentionPath}/holds/:hold`;
export const decideHoldPath = (id: number): string => `${retentionPath}/holds/${id}`;
