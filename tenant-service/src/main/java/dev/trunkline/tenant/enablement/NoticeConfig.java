package dev.trunkline.tenant.enablement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The notice on the transfer of data to operators. */
@ConfigMapping(prefix = "trunkline.data-transfer-notice")
interface NoticeConfig {

    /** The version that has to be accepted now. */
    @WithDefault("2026-01")
    String version();
}
