# To do: double(x) gives 2 * x
# To do: Counter
#
# Not tonight.
