// SPDX-License-Identifier: Apache-2.0
/**
 * Route tables to measure and test with: {@link io.eightfold.perf.table.TableShapes} generates them from a seed,
 * {@link io.eightfold.perf.table.RouteFile} reads and writes them as text, {@link io.eightfold.perf.table.Destinations} draws what is looked up
 * in them, {@link io.eightfold.perf.table.TableInstaller} brings them into a FIB, and {@link io.eightfold.perf.table.RouteOracle} says what a
 * lookup must answer, by means as naive as possible and shared with no FIB.
 *
 * <p>A table is three parallel arrays, 13 bytes a route: a million routes must not be a million objects. Thread: any that owns the table.
 */
package io.eightfold.perf.table;
