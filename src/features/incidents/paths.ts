/** Addresses of the desk's pages on incidents, and of the public ones. */
export const deskPath = '/desk/incidents';
export const declarePath = `${deskPath}/declare`;
/** A click on the map of the form: the form again. */
export const declareMapPath = `${declarePath}/map`;
export const mapPicturePattern = `${deskPath}/map.svg`;
export const pastPath = (before?: number): string => (before ? `${deskPath}?before=${before}` : deskPath);

export const areasPath = `${deskPath}/areas`;
export const areaPattern = `${areasPath}/:organisation`;
export const areaPath = (organisation: number): string => `${areasPath}/${organisation}`;

export const plansPath = `${deskPath}/plans`;
export const planPattern = `${plansPath}/:kind`;
export const planPath = (kind: string): string => `${plansPath}/${kind}`;
export const planVersionPattern = `${planPattern}/versions/:version`;
export const planVersionPath = (kind: string, version: number): string => `${planPath(kind)}/versions/${version}`;
export const editPlanPattern = `${planPattern}/edit`;
export const editPlanPath = (kind: string): string => `${planPath(kind)}/edit`;

export const incidentPattern = `${deskPath}/:incident{[0-9]+}`;
/** `tasks`, `schools`: from which on they are shown; `log`: entries before this one. */
export const incidentPath = (id: number, values: { log?: number; tasks?: number; schools?: number } = {}): string => {
  const query = new URLSearchParams(
    Object.entries(values).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])),
  );
  return query.size > 0 ? `${deskPath}/${id}?${query}` : `${deskPath}/${id}`;
};
const room = (name: string) => ({
  pattern: `${incidentPattern}/${name}`,
  path: (id: number): string => `${deskPath}/${id}/${name}`,
});
export const tasksRoom = room('tasks');
export const logRoom = room('log');
export const updateRoom = room('update');
export const schoolsRoom = room('schools');
export const levelRoom = room('level');
export const placeRoom = room('place');
export const placeMapRoom = room('place/map');
export const closeRoom = room('close');
export const reviewRoom = room('review');
export const lessonsRoom = room('lessons');
export const lessonPattern = `${incidentPattern}/lessons/:lesson`;
export const lessonPath = (id: number, lesson: number): string => `${deskPath}/${id}/lessons/${lesson}`;
/** All changes that wait. */
export const lessonsPath = `${deskPath}/lessons`;
export const taskPattern = `${incidentPattern}/tasks/:task`;
export const taskPath = (id: number, task: number): string => `${deskPath}/${id}/tasks/${task}`;

/** A warning that was sent to families and staff: how far it is. */
export const sendPattern = `${incidentPattern}/sends/:alert`;
export const sendPath = (id: number, alert: number): string => `${deskPath}/${id}/sends/${alert}`;
export const sendLivePattern = `${sendPattern}/live`;
export const sendLivePath = (id: number, alert: number): string => `${sendPath(id, alert)}/live`;
/** For whoever must phone: classes, and the families of one whom a warning has not reached. */
export const phoneListPath = `${deskPath}/phone`;
export const phonePattern = `${phoneListPath}/:alert/:class`;
export const phonePath = (alert: number, classId: number): string => `${phoneListPath}/${alert}/${classId}`;

/** The public page; the files below it can be served by any web server. */
export const statusPath = '/status';
export const statusFilePattern = `${statusPath}/:file`;
/** Events of a page that is held open. */
export const statusLivePattern = `${statusPath}/live/:file`;
export const statusFilePath = (file: string): string => `${statusPath}/${file}`;
