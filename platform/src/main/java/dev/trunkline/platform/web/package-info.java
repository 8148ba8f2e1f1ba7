/** What every HTTP resource stands on: callers, entity tags, pages, idempotency keys. */
@NullMarked
package dev.trunkline.platform.web;

import org.jspecify.annotations.NullMarked;
