/** Where tests note what the machine lacks, for the run's last lines. */
export declare const SKIPS_FILE: string;
