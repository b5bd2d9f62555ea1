// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The keys that protect social insurance numbers.
 *
 * @param file key file: a properties file of key ids and 32 base64 bytes each, {@code current} naming the one in use.
 *     Not set in the embedded composition: a demo key generated in the state folder
 */
@ConfigurationProperties("hub.keys")
public record KeySettings(@Nullable Path file) {}
