/* Agreement, on worked examples that were published, and where it is not defined. */
#include "test.h"

#include "attache/annotate/agreement.h"

#include <math.h>

#define NONE AGREEMENT_MISSING

static void check_near(double actual, double expected, double within)
{
	if (!(fabs(actual - expected) <= within))
		fail_msg("%.6f is not %.6f", actual, expected);
}

/* The units of a table of two annotators: cells[a][b] times a and b. */
static struct agreement_values from_table(
	size_t *values, const size_t *cells, size_t categories)
{
	struct agreement_values out = {values, 0, 2, categories};
	for (size_t a = 0; a < categories; a++)
		for (size_t b = 0; b < categories; b++)
			for (size_t n = 0; n < cells[a * categories + b]; n++, out.units++) {
				values[2 * out.units] = a;
				values[2 * out.units + 1] = b;
			}
	return out;
}

/* Cohen (1960), table 2: 200 patients, three diagnoses; kappa .492. The common table of 50
 * grant proposals, 20 5 / 10 15: .4. */
static void test_kappa_of_tables(void **state)
{
	(void)state;
	static const size_t cohen[] = {88, 14, 18, 10, 40, 10, 2, 6, 12};
	static const size_t grants[] = {20, 5, 10, 15};
	size_t values[400];
	struct agreement_values table = from_table(values, cohen, 3);
	assert_int_equal(table.units, 200);
	check_near(agreement_kappa(&table), 0.492, 0.0005);
	table = from_table(values, grants, 2);
	check_near(agreement_kappa(&table), 0.4, 1e-12);
}

/* Krippendorff (2011), A: two observers, ten units, binary: alpha .095. */
static void test_alpha_of_two_observers(void **state)
{
	(void)state;
	static const size_t paper[] = {
		0, 1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0};
	check_near(agreement_alpha(&(struct agreement_values){paper, 10, 2, 2}), 0.095, 0.0005);
}

/* Krippendorff (2011), C: four observers, twelve units, five categories, missing values: alpha
 * .743. */
static void test_alpha_with_missing_values(void **state)
{
	(void)state;
	static const size_t observers[4][12] = {
		{1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE},
		{1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3},
		{NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE},
		{1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE},
	};
	size_t values[48];
	for (size_t unit = 0; unit < 12; unit++)
		for (size_t i = 0; i < 4; i++)
			values[unit * 4 + i] = observers[i][unit] == NONE
						       ? NONE
						       : observers[i][unit] - 1;
	check_near(
		agreement_alpha(&(struct agreement_values){values, 12, 4, 5}), 0.743, 0.0005);
}

static void test_one_category_only_is_not_defined(void **state)
{
	(void)state;
	static const size_t same[] = {0, 0, 0, 0, 0, 0};
	static const size_t apart[] = {0, NONE, NONE, 1};
	struct agreement_values values = {same, 3, 2, 2};
	assert_true(isnan(agreement_kappa(&values)));
	assert_true(isnan(agreement_alpha(&values)));
	values = (struct agreement_values){apart, 2, 2, 2};
	assert_true(isnan(agreement_kappa(&values)));
	assert_true(isnan(agreement_alpha(&values)));
	values.units = 0;
	assert_true(isnan(agreement_kappa(&values)));
	assert_true(isnan(agreement_alpha(&values)));
}

static void test_perfect_agreement_is_one(void **state)
{
	(void)state;
	static const size_t values[] = {0, 0, 1, 1, 2, 2};
	struct agreement_values same = {values, 3, 2, 3};
	check_near(agreement_kappa(&same), 1, 1e-12);
	check_near(agreement_alpha(&same), 1, 1e-12);
}

/* ---- unitizing ------------------------------------------------------------------------------
 */

static void check_unitizing(const struct agreement_spans *annotators, size_t length,
	double observed, double wanted, double alpha)
{
	struct agreement_unitizing found = agreement_unitize(annotators, 2, length);
	check_near(found.observed, observed, 0.0001);
	check_near(found.expected, wanted, 0.0001);
	check_near(found.alpha, alpha, 0.0002);
}

/* Krippendorff (2004), figure 2: a continuum from 150 to 450, category c: .0144, .0532, .7286;
 * k, where both agree: 0, .0490, 1. */
static void test_unitizing_of_2004(void **state)
{
	(void)state;
	static const struct range ci[] = {{75, 145}, {220, 250}};
	static const struct range cj[] = {{70, 150}, {205, 225}, {250, 270}};
	static const struct range k[] = {{30, 90}, {150, 200}};
	check_unitizing(
		(struct agreement_spans[]){{ci, 2}, {cj, 3}}, 300, 0.0144, 0.0532, 0.7286);
	check_unitizing((struct agreement_spans[]){{k, 2}, {k, 2}}, 300, 0, 0.0490, 1);
}

/* Krippendorff (1995), category A over 24 places: observed .03125; and C at half that scale
 * .02777. */
static void test_observed_disagreement_of_1995(void **state)
{
	(void)state;
	static const struct range bertha[] = {{2, 10}, {14, 20}}, bill[] = {{4, 8}, {15, 17}};
	static const struct range gerret[] = {{2, 8}, {10, 12}, {14, 18}, {20, 22}};
	static const struct range gill[] = {{0, 2}, {4, 8}, {10, 14}, {16, 18}, {20, 22}};
	check_near(agreement_unitize((struct agreement_spans[]){{bertha, 2}, {bill, 2}}, 2, 24)
			   .observed,
		0.03125, 0.00001);
	check_near(agreement_unitize((struct agreement_spans[]){{gerret, 4}, {gill, 5}}, 2, 24)
			   .observed,
		0.02777, 0.00001);
}

static void test_unitizing_nothing_is_not_defined(void **state)
{
	(void)state;
	static const struct range one[] = {{2, 10}};
	struct agreement_spans nothing[] = {{NULL, 0}, {NULL, 0}};
	assert_true(isnan(agreement_unitize(nothing, 2, 100).alpha));
	assert_true(isnan(agreement_unitize(nothing, 2, 0).alpha));
	struct agreement_spans alone[] = {{one, 1}};
	assert_true(isnan(agreement_unitize(alone, 1, 100).alpha));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kappa_of_tables),
		cmocka_unit_test(test_alpha_of_two_observers),
		cmocka_unit_test(test_alpha_with_missing_values),
		cmocka_unit_test(test_one_category_only_is_not_defined),
		cmocka_unit_test(test_perfect_agreement_is_one),
		cmocka_unit_test(test_unitizing_of_2004),
		cmocka_unit_test(test_observed_disagreement_of_1995),
		cmocka_unit_test(test_unitizing_nothing_is_not_defined),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
