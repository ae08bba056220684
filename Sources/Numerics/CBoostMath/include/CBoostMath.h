#ifndef CBOOSTMATH_H
#define CBOOSTMATH_H

// Distribution functions of Boost.Math behind C linkage. Every function returns NaN outside its domain and an infinity
// on overflow. None throws.

#ifdef __cplusplus
extern "C" {
#define CBOOSTMATH_NOEXCEPT noexcept
#else
#define CBOOSTMATH_NOEXCEPT
#endif

double cboostmath_normal_lower(double x) CBOOSTMATH_NOEXCEPT;
double cboostmath_normal_quantile(double p) CBOOSTMATH_NOEXCEPT;

/// Upper tail P(T > t); t must not be negative, df positive (infinite: normal).
double cboostmath_t_upper(double t, double df) CBOOSTMATH_NOEXCEPT;
double cboostmath_t_quantile(double p, double df) CBOOSTMATH_NOEXCEPT;

double cboostmath_f_lower(double x, double numerator, double denominator) CBOOSTMATH_NOEXCEPT;
double cboostmath_f_upper(double x, double numerator, double denominator) CBOOSTMATH_NOEXCEPT;
double cboostmath_f_quantile(double p, double numerator, double denominator) CBOOSTMATH_NOEXCEPT;

double cboostmath_chi_squared_lower(double x, double df) CBOOSTMATH_NOEXCEPT;
double cboostmath_chi_squared_upper(double x, double df) CBOOSTMATH_NOEXCEPT;
double cboostmath_chi_squared_quantile(double p, double df) CBOOSTMATH_NOEXCEPT;

double cboostmath_noncentral_t_lower(double t, double df, double noncentrality) CBOOSTMATH_NOEXCEPT;
double cboostmath_noncentral_t_upper(double t, double df, double noncentrality) CBOOSTMATH_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
