// SPDX-License-Identifier: Apache-2.0
/**
 * How two things are compared: {@link io.eightfold.perf.trial.Interleaved} runs subject and peer in turns, so that the machine's other load
 * meets both, and {@link io.eightfold.perf.trial.Comparison} turns the pairs into the one JSON object that every measurement prints.
 */
package io.eightfold.perf.trial;
