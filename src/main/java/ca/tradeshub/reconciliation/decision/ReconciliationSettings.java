// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.decision;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of reconciliation.
 *
 * @param batchSize how many changed keys are decided in one transaction
 * @param employerWait how long a claim waits while files of its employer that have arrived are not yet applied
 * @param counterpartLimit how long a pay line may wait for its registration, and a completed registration be without certificate, before a person must look
 * @param interval how often changed keys are looked for
 * @param overdueInterval how often overdue claims are looked for
 * @param closeInterval how often files are looked for that can close
 * @param verifyInterval how often files are recounted: those that did not balance, and the next 250,000 records
 */
@ConfigurationProperties("hub.reconciliation")
public record ReconciliationSettings(
        @DefaultValue("500") int batchSize,
        @DefaultValue("5m") Duration employerWait,
        @DefaultValue("30d") Duration counterpartLimit,
        @DefaultValue("500ms") Duration interval,
        @DefaultValue("1h") Duration overdueInterval,
        @DefaultValue("2s") Duration closeInterval,
        @DefaultValue("10m") Duration verifyInterval) {}
