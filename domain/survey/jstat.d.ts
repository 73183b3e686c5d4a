/** The two quantiles that are used of jStat, which brings no types of its own. */
declare module 'jstat' {
  const jstat: {
    normal: { inv(probability: number, mean: number, standardDeviation: number): number };
    studentt: { inv(probability: number, degreesOfFreedom: number): number };
  };
  export default jstat;
}
