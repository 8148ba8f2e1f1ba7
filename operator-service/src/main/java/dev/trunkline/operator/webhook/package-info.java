/** The operators' feed sent to addresses of their own, signed as Standard Webhooks asks and tried again for a day. */
@NullMarked
package dev.trunkline.operator.webhook;

import org.jspecify.annotations.NullMarked;
