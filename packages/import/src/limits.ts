/** Time limit of each step of a page. A typical step takes a hundredth of it, one of 60 KB a tenth. */
export const milliseconds = 5000
