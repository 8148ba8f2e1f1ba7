package dev.trunkline.tenant.userimport;

import java.util.Iterator;

/**
 * The rows of a body, one at a time: never more of it in memory than one row.
 *
 * <p>Reading throws {@link dev.trunkline.platform.problem.ProblemException} for what cannot be read as rows at all, and {@link
 * java.io.UncheckedIOException} where the body ends too early.
 */
interface UserRows extends Iterator<SubmittedUser> {}
