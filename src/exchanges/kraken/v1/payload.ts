/** What a data frame holds between the channel's number and its name: almost always one element. */
export type V1Payload = readonly unknown[];
