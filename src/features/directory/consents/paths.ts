/** Addresses of what the district asks consent for, and of a class's consents. */
const root = '/desk/directory/consents';

export const consentPatterns = {
  list: root,
  add: `${root}/new`,
  one: `${root}/:purpose`,
  end: `${root}/:purpose/end`,
  ofClass: '/desk/directory/organisations/:organisation/consents',
} as const;

export const consentPaths = {
  list: () => root,
  add: () => consentPatterns.add,
  one: (id: number) => `${root}/${id}`,
  end: (id: number) => `${root}/${id}/end`,
  ofClass: (classId: number, purpose?: number) =>
    `/desk/directory/organisations/${classId}/consents${purpose === undefined ? '' : `?purpose=${purpose}`}`,
} as const;
