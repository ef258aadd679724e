/// A contestant lacks what the experiment needs: its cell stays empty, with this reason below the table.
export class Unable extends Error {}
