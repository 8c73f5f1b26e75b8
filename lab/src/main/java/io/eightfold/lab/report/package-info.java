// SPDX-License-Identifier: Apache-2.0
// Describes the report room: what a person and a program get to see of a lab.

/**
 * Results for people and for programs.
 *
 * <p>{@link io.eightfold.lab.report.Screen} prints progress and, on a terminal, colours. Steps put what is worth showing into
 * {@link io.eightfold.lab.report.Findings}; at the end {@link io.eightfold.lab.report.Report} renders results and findings as text or as one JSON
 * object. Nothing here decides whether a step passed.
 */
package io.eightfold.lab.report;
