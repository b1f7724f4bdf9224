/** What a form of the public side takes. */
export const mostFiles = 3;
export const largestMb = 5;
export const acceptedFiles = '.jpg,.jpeg,.png,.webp,.pdf,.txt';
/** Without a script nothing is worked out: a form that comes back at once was filled in by a machine. */
export const leastAgeSeconds = 15;
